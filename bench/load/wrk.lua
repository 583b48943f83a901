-- Asks what a plan says (plan.mjs), in its rotation, and reports as one line of JSON.
-- Arguments: file of the plan, number of the first fresh pair, place of the first sample.
-- Numbers of pairs become products and claims as in database/catalogue.mjs.

local PRODUCTS, CLAIMS, MOST_CLAIMS = 100000, 500, 9
local only

function setup(thread)
  only = thread
end

function init(args)
  dofile(args[1])
  pair = tonumber(args[2])
  place = tonumber(args[3])
  fresh, turn = 0, 0
  counters = {}
  for kind = 1, #plan.kinds do counters[kind] = place end
end

local function insertion(kind)
  local product = (pair * 40009) % PRODUCTS
  local claim = (product * 31 + (MOST_CLAIMS + math.floor(pair / PRODUCTS)) * 61) % CLAIMS
  pair = pair + 1
  fresh = fresh + 1
  local gtin = string.format("09520000%06d", (product * 61813) % 1000000)
  local texts = { kind.parts[1] }
  for i = 1, #kind.between do
    texts[2 * i] = kind.between:sub(i, i) == "g" and gtin or plan.claims[claim + 1]
    texts[2 * i + 1] = kind.parts[i + 1]
  end
  return table.concat(texts)
end

function request()
  turn = turn % #plan.rotation + 1
  local kind = plan.rotation[turn]
  local ready = plan.kinds[kind].requests
  if ready then
    counters[kind] = counters[kind] % #ready + 1
    return ready[counters[kind]]
  end
  return insertion(plan.kinds[kind])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"fresh":%d,"p50":%d,"p99":%d,"lost":%d,"refused":%d}\n',
    summary.requests, summary.duration, only:get("fresh"), latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout, errors.status))
end

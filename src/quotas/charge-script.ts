/**
 * Reads the counters of all windows and adds the cost to all of them or to none. Each key is one window, with its limit
 * and its length in milliseconds among the arguments after the cost; a key lives as long as its window. Returns whether
 * the cost was counted, then count and remaining milliseconds of each window.
 *
 * A further key, if there is one, marks an account that has written, and a further argument contains for how many
 * milliseconds it is to be set, 0 for a read. Then the last item is whether it was set before.
 *
 * A key that is no counter with an end (no number, no time to live, another type) is replaced: otherwise it would
 * refuse its account for ever.
 */
export const CHARGE_SCRIPT = `
local cost = tonumber(ARGV[1])
local accepted = 1
local windows = math.floor((#ARGV - 1) / 2)
local counts, rests = {}, {}
for i = 1, windows do
  local key = KEYS[i]
  local rest = redis.call('pttl', key)
  local text = rest > 0 and redis.pcall('get', key)
  local isCount = type(text) == 'string' and string.find(text, '^%d+$')
  counts[i] = isCount and tonumber(text) or 0
  rests[i] = isCount and rest or 0
  if cost > 0 and counts[i] + cost > tonumber(ARGV[2 * i]) then accepted = 0 end
end
local answer = { accepted }
for i = 1, windows do
  local key = KEYS[i]
  local length = ARGV[2 * i + 1]
  if accepted == 1 and cost > 0 then
    if rests[i] > 0 then
      redis.call('incrby', key, cost)
    else
      redis.call('set', key, cost, 'px', length)
    end
    counts[i] = counts[i] + cost
  end
  answer[2 * i] = counts[i]
  answer[2 * i + 1] = rests[i] > 0 and rests[i] or tonumber(length)
end
local written = KEYS[windows + 1]
if written then
  answer[2 * windows + 2] = redis.call('exists', written)
  local length = tonumber(ARGV[2 * windows + 2])
  if accepted == 1 and length > 0 then redis.call('set', written, '1', 'px', length) end
end
return answer`;

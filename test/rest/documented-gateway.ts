import { expectDocumented } from '../openapi/documented-exchange.js';
import type { Answer, Gateway } from '../support/gateway.js';

const REST_BASE = '/certifications/api/v1';

/** The same gateway; each exchange at its REST API is compared with the OpenAPI document. */
export function documented(gateway: Gateway): Gateway {
  return {
    ...gateway,
    request: async (path, init = {}) => {
      const { method = 'GET', body } = init;
      const sent = body === undefined || typeof body === 'string' ? body : null;
      return checked(method, path, sent, await gateway.request(path, init));
    },
    rest: async (method, path, options = {}) => {
      const { body } = options;
      const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      return checked(method, `${REST_BASE}${path}`, sent, await gateway.rest(method, path, options));
    },
  };
}

/** Compares an exchange with the OpenAPI document and gives its answer. */
export function checked(
  method: string,
  path: string,
  sent: string | undefined | null,
  answer: Answer,
): Answer {
  expectDocumented({ method, path, sent, ...answer });
  return answer;
}

import { initialize } from 'monaco-editor/esm/vs/editor/editor.worker';
import { GraphQLWorker } from 'monaco-graphql/esm/GraphQLWorker.js';
import { optionalByDefault, type VariablesSchema } from './variables-schema.ts';

type Parameters = ConstructorParameters<typeof GraphQLWorker>;
type Context = Parameters[0];

/** Monaco's worker for GraphQL, with a schema of the variables that requires no more than the server does. */
class ExplorerWorker extends GraphQLWorker {
  private readonly context: Context;

  constructor(context: Context, settings: Parameters[1]) {
    super(context, settings);
    this.context = context;
  }

  override async doGetVariablesJSONSchema(uri: string): Promise<unknown> {
    const schema = (await super.doGetVariablesJSONSchema(uri)) as VariablesSchema | null;
    const model = this.context.getMirrorModels().find((each) => each.uri.toString() === uri);
    return schema && model ? optionalByDefault(schema, model.getValue()) : schema;
  }
}

// The first message only wakes the worker.
globalThis.onmessage = () =>
  initialize((context: Context, settings: Parameters[1]) => new ExplorerWorker(context, settings));

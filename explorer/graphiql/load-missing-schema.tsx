import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** Asks for the schema again when the server is back, unless the explorer has it. */
export function LoadMissingSchema({ recoveries }: { readonly recoveries: number }) {
  const schema = useGraphiQL((state) => state.schema);
  const { introspect } = useGraphiQLActions();
  const handled = useRef(0);
  useEffect(() => {
    if (handled.current === recoveries) return;
    handled.current = recoveries;
    if (!schema) void introspect();
  }, [recoveries, schema, introspect]);
  return null;
}

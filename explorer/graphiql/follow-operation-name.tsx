import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** Selects the operation that a shared link names, once its document has been read. */
export function FollowOperationName({ name }: { readonly name: string }) {
  const operations = useGraphiQL((state) => state.operations);
  const { setOperationName } = useGraphiQLActions();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || !operations?.some((operation) => operation.name?.value === name)) return;
    isDone.current = true;
    setOperationName(name);
  }, [operations, name, setOperationName]);
  return null;
}

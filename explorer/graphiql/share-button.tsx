import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { linkTo } from './shared-operation.ts';

/** Copies a link that opens the operation of the tab. The address of the page becomes that link, too. */
export function ShareButton({ onCopied }: { onCopied(): void }) {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const operationName = useGraphiQL((state) => state.operationName);

  async function share() {
    const link = linkTo({
      query: query?.getValue() ?? '',
      variables: variables?.getValue() ?? '',
      operationName,
    });
    history.replaceState(null, '', link);
    // Without https, browsers have no clipboard for pages of other machines.
    await navigator.clipboard?.writeText(link).catch(() => undefined);
    onCopied();
  }

  return (
    <ToolbarButton label="Copy a link to this query" onClick={share}>
      <svg className="graphiql-toolbar-icon" viewBox="0 0 20 20" aria-hidden="true">
        <path
          d="M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 1 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 1 0 4.2 4.2l1-1"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
    </ToolbarButton>
  );
}

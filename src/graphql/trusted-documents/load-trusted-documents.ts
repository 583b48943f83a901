import type { GraphQLSchema } from 'graphql';
import { excerpt } from '../../errors/excerpt.js';
import { DocumentChecker, DocumentFault } from './check-document.js';
import { manifestFault, readManifest, shownId } from './read-manifest.js';
import { type TrustedDocument, TrustedDocuments } from './trusted-documents.js';

/** The source of trusted documents. */
export interface TrustedDocumentsOptions {
  /** `GRAPHQL_DOCUMENTS`: path of the manifest. */
  readonly file: string;
  /** `GRAPHQL_DOCUMENTS_ONLY`: whether all other documents are refused. */
  readonly excludesOthers: boolean;
}

/** Maximum characters of a fault in a message: graphql-js repeats names and values of the document. */
const MAX_FAULT_LENGTH = 300;

/**
 * Reads, parses and validates the documents of a manifest. Throws an `OperatorError` that names the file, and the id and
 * the fault of the first document that cannot be executed.
 */
export async function loadTrustedDocuments(
  schema: GraphQLSchema,
  { file, excludesOthers }: TrustedDocumentsOptions,
): Promise<TrustedDocuments> {
  const checker = new DocumentChecker(schema);
  const documents: TrustedDocument[] = [];
  for (const [id, text] of await readManifest(file)) {
    try {
      documents.push({ id, text, document: checker.check(text) });
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      const fault = excerpt(error.message, MAX_FAULT_LENGTH);
      throw manifestFault(file, `its document ${shownId(id)} is invalid: ${fault}`);
    }
  }
  return new TrustedDocuments(documents, excludesOthers);
}

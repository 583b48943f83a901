import sax, { type Tag } from 'sax';

// The types do not declare `strictEntities`: XML's five entities and none of HTML's.
const OPTIONS = { position: false, strictEntities: true };

/** Handler of the elements of an XML document, whose names have no prefixes. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** The reason why XML cannot be read further, as part of a sentence. */
export class XmlFailure extends Error {}

/**
 * Reads XML in chunks. A document type declaration, which could declare entities, is refused: no entities but XML's own
 * are replaced, and nothing outside of the document is opened.
 */
export class XmlReader {
  private readonly parser = sax.parser(true, OPTIONS);
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private failure: XmlFailure | undefined;

  constructor(handler: XmlHandler) {
    this.parser.onopentag = (tag) => handler.open(localName(tag.name), (tag as Tag).attributes);
    if (handler.text) {
      this.parser.ontext = (text) => handler.text?.(text);
      this.parser.oncdata = (text) => handler.text?.(text);
    }
    if (handler.close) this.parser.onclosetag = (name) => handler.close?.(localName(name));
    this.parser.ondoctype = () => this.fail('there is a document type declaration');
    this.parser.onerror = (error) => this.fail(error.message.split('\n')[0] ?? '');
  }

  /** Throws a fault of the XML, or what the handler throws. */
  write(chunk: Buffer): void {
    this.put(() => this.decoder.decode(chunk, { stream: true }));
  }

  /** Ends the document. Throws if it is not complete. */
  end(): void {
    this.put(() => this.decoder.decode());
    this.parser.close();
    if (this.failure) throw this.failure;
  }

  private put(decode: () => string): void {
    let text: string;
    try {
      text = decode();
    } catch {
      throw new XmlFailure('the text is not in UTF-8');
    }
    if (text !== '') this.parser.write(text);
    if (this.failure) throw this.failure;
  }

  private fail(reason: string): void {
    this.failure ??= new XmlFailure(reason);
  }
}

/** A name without its prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

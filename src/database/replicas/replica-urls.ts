/** A comma that ends a URL: in others, hosts of one URL are meant. */
const SEPARATOR = /,\s*(?=postgres(?:ql)?:\/\/)/;

/** A comma in the name of a database, where another URL was meant. */
const LOST_URL = /^[^/]*\/\/[^/?]*\/[^?]*,/;

/** The URLs of a list with commas between them. Throws the problem as a part of a sentence. */
export function replicaUrls(list: string): readonly string[] {
  const urls = list.split(SEPARATOR);
  if (urls.some((url) => LOST_URL.test(url))) {
    throw new Error('each of its URLs must begin with postgres://, and "," in the name of a database is %2C');
  }
  return urls;
}

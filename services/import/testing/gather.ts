/** Everything that a reader gives for bytes that come in pieces of this size. */
export async function gather<Read>(
  reader: (bytes: AsyncIterable<Buffer>) => AsyncIterable<Read>,
  content: string | Buffer,
  pieces = 7,
): Promise<Read[]> {
  const bytes = Buffer.from(content as string);
  async function* cut() {
    for (let at = 0; at < bytes.length; at += pieces) yield bytes.subarray(at, at + pieces);
  }
  const all: Read[] = [];
  for await (const read of reader(cut())) all.push(read);
  return all;
}

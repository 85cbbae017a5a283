import { load } from 'cheerio/slim';
import { gatherFacts } from './facts.ts';
import { readJsonLd } from './jsonld.ts';
import { type Metadata, readMetadata } from './metadata.ts';

/** Reads the metadata of a page given as its head and its body, for tests. */
export function metadataOf(head: string, body: string, url = 'https://news.example.org/story'): Metadata {
  const html = `<html><head>${head}</head><body>${body}</body></html>`;
  const facts = gatherFacts(load(html, { xml: { xmlMode: false, decodeEntities: true } }));
  return readMetadata(facts, readJsonLd(facts.jsonLd), url);
}

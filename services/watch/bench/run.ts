import { measureLatency } from './latency.ts';
import { measurePreviews } from './preview.ts';

// `npm run bench -- watch` measures from feed to receiver, `npm run bench -- watch preview` tries against the past; a number
// behind either says of how many articles.
const [first, second] = process.argv.slice(2);
if (first === 'preview') await measurePreviews(Number(second ?? 100_000));
else console.log(JSON.stringify(await measureLatency(Number(first ?? 120))));

import { exitCodeFor } from './context.ts';
import { commandLine } from './program.ts';

const words = process.argv.slice(2);
const program = commandLine(async (act, needs) => {
  process.exitCode = await (await import('./onArchive.ts')).onArchive(act, words, needs);
});
try {
  await program.parseAsync(words, { from: 'user' });
} catch (error) {
  process.exitCode = exitCodeFor(error, (line) => console.error(line));
}

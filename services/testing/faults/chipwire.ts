import { openDatabase } from '../../../db/client.ts';
import { runUntilSignal } from '../../process.ts';
import { readConfig } from '../../runtime/config.ts';
import { stageNames } from '../../worker/pipeline.ts';
import { archiveOf } from './archive.ts';
import { answerAsks, sayReady } from './asks.ts';

// The process under test: the one that `npm start` runs, save that its feeds are rows that the harness adds, and that
// it answers what the harness asks of an archive which only this process can open.
await runUntilSignal(async () => {
  const config = readConfig(process.env);
  const role = process.env.FAULTS_ROLE;
  const roles = { workers: role !== 'web', web: role !== 'worker' };
  const queueWorkers = roles.workers && !config.REDIS_URL ? stageNames.length : 0;
  const { DATABASE_URL: databaseUrl, CHIPWIRE_DATA: dataFolder } = config;
  const db = await openDatabase({ databaseUrl, dataFolder, queueWorkers });
  answerAsks(archiveOf(db.orm));
  return { config, db, roles };
});
sayReady();

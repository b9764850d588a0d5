// pg-boss: send a job, fetch one, complete it. As many connections as callers.
import { PgBoss } from 'pg-boss';
import { run, told } from './loop.mjs';

const args = told();
const boss = new PgBoss({
  host: '127.0.0.1', port: args.port, user: 'postgres', database: 'postgres', max: args.callers, supervise: false, schedule: false,
});
boss.on('error', (error) => { throw error; });
await boss.start();
await boss.createQueue('cycles');

await run(args, async () => {
  await boss.send('cycles', { payload: 'x'.repeat(100) });
  for (;;) {
    const [job] = await boss.fetch('cycles');
    if (job) {
      await boss.complete('cycles', job.id);
      return;
    }
  }
});
process.exit(0);

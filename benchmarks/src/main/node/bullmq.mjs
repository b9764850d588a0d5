// BullMQ: add a job, fetch one by hand, complete it. Done jobs go at once, as an acked item of Willow does.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { run, told } from './loop.mjs';

const args = told();
const connection = new Redis({ host: '127.0.0.1', port: args.port, maxRetriesPerRequest: null });
const queue = new Queue('cycles', { connection, defaultJobOptions: { removeOnComplete: true } });
const worker = new Worker('cycles', undefined, { connection, autorun: false });
await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);

await run(args, async (caller) => {
  await queue.add('build', 'x'.repeat(100));
  for (;;) {
    const job = await worker.getNextJob(`caller${caller}`, { block: false });
    if (job) {
      await job.moveToCompleted('', `caller${caller}`, false);
      return;
    }
  }
});
process.exit(0);

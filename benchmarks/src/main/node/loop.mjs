// Callers that each begin the next cycle when the last one is over; prints what so many got done as one line of JSON.

/// What the program was told: node SCRIPT PORT CALLERS WARM_UP MEASURED (seconds).
export function told() {
  const [port, callers, warmUp, measured] = process.argv.slice(2).map(Number);
  return { port, callers, warmUp, measured };
}

/// @param cycle one cycle of one caller, by its number
export async function run({ callers, warmUp, measured }, cycle) {
  const from = performance.now() + warmUp * 1000;
  const end = from + measured * 1000;
  const taken = [];
  await Promise.all(Array.from({ length: callers }, async (_, caller) => {
    for (let begun = performance.now(); begun < end;) {
      await cycle(caller);
      const done = performance.now();
      if (begun >= from && done < end) taken.push(done - begun);
      begun = done;
    }
  }));
  taken.sort((a, b) => a - b);
  const at = (part) => taken[Math.min(taken.length - 1, Math.floor(part * taken.length))] ?? 0;
  console.log(JSON.stringify({
    callers, perSecond: taken.length / measured, p50Millis: at(0.5), p99Millis: at(0.99), maxMillis: at(1),
  }));
}

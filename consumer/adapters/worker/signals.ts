/** Calls `action` at the first of the signals. A second one ends the process, as it would without a worker. */
export function onSignals(signals: readonly NodeJS.Signals[], action: (signal: NodeJS.Signals) => void): () => void {
  const listeners = signals.map((signal) => {
    const listener = () => {
      stop();
      action(signal);
    };
    process.once(signal, listener);
    return { signal, listener };
  });
  const stop = () => {
    for (const { signal, listener } of listeners) {
      process.removeListener(signal, listener);
    }
  };
  return stop;
}

/** Ends the process by the signal, so that whoever sent it sees that it was obeyed. */
export function endBySignal(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
}

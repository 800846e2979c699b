import { useEffect, useState } from 'preact/hooks';
import type { Speech } from './words.ts';

/** Seconds since this was first shown; not spoken by screen readers, which would never end. */
export function RunningTime({ speech }: { speech: Speech }) {
  const [started] = useState(() => performance.now());
  const [now, setNow] = useState(started);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const tenths = Math.floor((now - started) / 100) * 100;
  return (
    <span class="running-time" aria-hidden="true">
      {tenths < 300 ? '' : speech.time(Math.max(1000, tenths))}
    </span>
  );
}

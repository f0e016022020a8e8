import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isConnected } from '../server/connection';
import { TEXTS } from '../texts';
import { Icon } from '../ui/icon';

/** How long the page says that it is connected again, in milliseconds. */
const HEALED_MS = 3_000;

/** Says that the connection is lost, for as long as it is, and then that it is back. */
export function ConnectionNote(): JSX.Element {
  const connected = isConnected.value;
  const wasLost = useRef(false);
  const [isHealed, setHealed] = useState(false);
  useEffect(() => {
    if (!connected) {
      wasLost.current = true;
      return;
    }
    if (!wasLost.current) return;
    wasLost.current = false;
    setHealed(true);
    const timer = setTimeout(() => setHealed(false), HEALED_MS);
    return () => clearTimeout(timer);
  }, [connected]);
  const isShown = !connected || isHealed;
  return (
    <div
      class={`connection ${connected ? 'connection-healed' : 'connection-lost'}`}
      role="status"
      hidden={!isShown}
    >
      <Icon name={connected ? 'check' : 'alert'} size={16} />
      {connected ? TEXTS.connection.healed : TEXTS.connection.lost}
    </div>
  );
}

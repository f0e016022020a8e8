import { startMockServices, type MockServices, type ResourceStack } from '@genvideo/testing';
import type { Link } from '../schedule/chaos-event';
import { createRelay, type Place, type Relay } from './create-relay';
import type { Machines } from './machines';

export interface ProviderSideOptions {
  machines: Machines;
  resources: ResourceStack;
  /** Of its dice. */
  seed: number;
  /** Where the APIs are, or are going to be. */
  apiPlaces: readonly Place[];
}

/** The provider, whom nobody kills: it is the one who counts. Its links can be cut like all others. */
export interface ProviderSide {
  mock: MockServices;
  /** Where the workers have it. */
  imageUrl: string;
  videoUrl: string;
  /** Where it has the APIs: one after the other, as behind a load balancer. */
  callbackUrl: string;
  relayOf(link: Extract<Link, 'worker-provider' | 'provider-api'>, index: number): Relay;
}

const IMAGE_SECONDS = 1;
const VIDEO_SECONDS = 2;

const toPlace = (url: string): Place => ({ host: new URL(url).hostname, port: Number(new URL(url).port) });
const toUrl = ({ address }: Relay): string => `http://${address}`;

export async function openProviderSide(options: ProviderSideOptions): Promise<ProviderSide> {
  const { machines, resources, seed, apiPlaces } = options;
  const { host, prefix } = await machines.add();
  const mock = resources.add(
    await startMockServices({
      ...{ imageSeconds: IMAGE_SECONDS, videoSeconds: VIDEO_SECONDS, seed },
      ...{ args: ['--host', host], prefix },
    }),
  );
  let turn = 0;
  const nextApi = (): Place => apiPlaces[(turn += 1) % apiPlaces.length] ?? { host, port: 0 };
  const open = async (toTarget: () => Place): Promise<Relay> =>
    resources.add(await createRelay(toTarget, machines.relayHost));
  const images = await open(() => toPlace(mock.imageUrl));
  const videos = await open(() => toPlace(mock.videoUrl));
  const callbacks = await open(nextApi);
  return {
    mock,
    ...{ imageUrl: toUrl(images), videoUrl: toUrl(videos), callbackUrl: toUrl(callbacks) },
    relayOf(link, index) {
      if (link === 'provider-api') return callbacks;
      return index === 0 ? images : videos;
    },
  };
}

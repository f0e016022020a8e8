import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';

/** What an MP4 holds: its one video track, and its packets as hex. Duration in seconds. */
export async function readMp4(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('The file has no video track.');
  const packets: string[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets())
    packets.push(Buffer.from(data).toString('hex'));
  return {
    codec: track.codec,
    width: track.displayWidth,
    height: track.displayHeight,
    durationSeconds: await track.computeDuration(),
    packets,
  };
}

/** Names of the top-level boxes in order. */
export function listBoxes(bytes: Uint8Array): string[] {
  const view = Buffer.from(bytes);
  const names: string[] = [];
  for (let offset = 0; offset < view.length; offset += view.readUInt32BE(offset)) {
    names.push(view.toString('latin1', offset + 4, offset + 8));
  }
  return names;
}

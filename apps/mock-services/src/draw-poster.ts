import { createHash } from 'node:crypto';
import { wrapText } from './wrap-text';

/** What a generated picture shows; sizes in pixels. */
export interface Poster {
  readonly prompt: string;
  readonly style: string;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
}

/** The picture as SVG: a gradient whose colours come from prompt, style and seed, with the prompt on it. */
export function drawPoster({ prompt, style, width, height, seed }: Poster): string {
  const random = createHash('sha256')
    .update(JSON.stringify([prompt, style, seed]))
    .digest();
  const hue = (random.readUInt16BE(0) / 65_536) * 360;
  const unit = Math.min(width, height);
  const margin = Math.round(unit * 0.09);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    drawBackground(hue, width, height),
    drawOrbs(random, hue, { width, height }),
    drawPrompt(prompt, { width, height, margin }),
    drawFooter({ style, seed, width, height, margin, fontSize: Math.max(5, unit * 0.032) }),
    '</svg>',
  ].join('');
}

function drawBackground(hue: number, width: number, height: number): string {
  const stops = [
    [0, hsl(hue, 62, 24)],
    [0.55, hsl(hue + 38, 60, 40)],
    [1, hsl(hue + 78, 72, 58)],
  ].map(([offset, colour]) => `<stop offset="${offset ?? 0}" stop-color="${colour ?? ''}"/>`);
  return (
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="1" y2="1">${stops.join('')}</linearGradient>` +
    `<radialGradient id="orb"><stop offset="0" stop-color="#fff" stop-opacity="0.34"/>` +
    `<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>` +
    `<linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0.55" stop-color="#000" stop-opacity="0"/>` +
    `<stop offset="1" stop-color="#000" stop-opacity="0.5"/></linearGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#sky)"/>`
  );
}

function drawOrbs(random: Buffer, hue: number, { width, height }: { width: number; height: number }): string {
  const orbs = [0, 1, 2, 3, 4].map((index) => {
    const [x = 0, y = 0, size = 0] = random.subarray(2 + index * 3, 5 + index * 3);
    const radius = Math.min(width, height) * (0.12 + (size / 255) * 0.3);
    const fill = index % 2 === 0 ? 'url(#orb)' : hsl(hue + 150, 70, 62);
    const opacity = index % 2 === 0 ? 1 : 0.14;
    return `<circle cx="${(x / 255) * width}" cy="${(y / 255) * height}" r="${radius}" fill="${fill}" opacity="${opacity}"/>`;
  });
  return `${orbs.join('')}<rect width="${width}" height="${height}" fill="url(#shade)"/>`;
}

function drawPrompt(
  prompt: string,
  { width, height, margin }: { width: number; height: number; margin: number },
): string {
  const box = { width: width - 2 * margin, height: height * 0.66 };
  const { lines, fontSize, lineHeight } = wrapText(prompt, box);
  const top = height * 0.47 - (lines.length * lineHeight) / 2 + fontSize;
  const drawAt = (dx: number, style: string) =>
    lines
      .map((line, index) => {
        const y = top + index * lineHeight + dx;
        return `<text x="${margin + dx}" y="${y}" font-size="${fontSize}" font-weight="bold" ${style}>${escapeXml(line)}</text>`;
      })
      .join('');
  return drawAt(fontSize * 0.05, 'fill="#000" fill-opacity="0.35"') + drawAt(0, 'fill="#fff"');
}

function drawFooter(footer: {
  style: string;
  seed: number;
  width: number;
  height: number;
  margin: number;
  fontSize: number;
}): string {
  const { style, seed, width, height, margin, fontSize } = footer;
  const y = height - margin;
  const line = `<rect x="${margin}" y="${y - fontSize * 2}" width="${fontSize * 3}" height="${fontSize * 0.22}" fill="#fff"/>`;
  const text = (x: number, anchor: string, words: string) =>
    `<text x="${x}" y="${y}" font-size="${fontSize}" text-anchor="${anchor}" fill="#fff" fill-opacity="0.9">${escapeXml(words)}</text>`;
  return line + text(margin, 'start', style.slice(0, 40)) + text(width - margin, 'end', `mock, seed ${seed}`);
}

function hsl(hue: number, saturation: number, lightness: number): string {
  return `hsl(${Math.round(hue % 360)}, ${saturation}%, ${lightness}%)`;
}

/** Escapes what XML reserves and drops the control characters that it forbids. */
function escapeXml(text: string): string {
  return text
    .replace(/\p{Cc}|\p{Cs}/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

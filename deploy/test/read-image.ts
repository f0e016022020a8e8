import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { readRootFile } from './read-root-file';

/** What a COPY brings into the container: from another stage, or from the sources (null). */
export interface ImageCopy {
  stage: string | null;
  from: string;
  to: string;
}

/** What a target of the Dockerfile and the stages below it say of a container. */
export interface Image {
  /** The base image. */
  base: string;
  env: Record<string, string>;
  user: string | null;
  entrypoint: string[];
  command: string[];
  /** The program and its arguments; null for HEALTHCHECK NONE, undefined when nothing is said. */
  healthCheck: string[] | null | undefined;
  /** In order. */
  copies: ImageCopy[];
}

const FROM = 'FROM';

const toWords = (instruction: Instruction): string[] =>
  (instruction.getRawArgumentsContent() ?? '').split(/\s+/).filter((word) => word !== '');

const toStrings = (instruction: Instruction): string[] => {
  const [json] = /\[.*\]$/s.exec(instruction.getRawArgumentsContent() ?? '') ?? [];
  if (json === undefined) throw new Error(`${instruction.getTextContent()}: the array form is wanted`);
  return JSON.parse(json) as string[];
};

const toCopy = (instruction: Instruction): ImageCopy => {
  const [from = '', to = ''] = toWords(instruction);
  const [, stage = null] = /--from=(\S+)/.exec(instruction.getTextContent()) ?? [];
  return { stage, from, to };
};

/** FROM parent AS name. */
const toStageNames = (from: Instruction): { parent: string; name: string } => {
  const [parent = '', , name = ''] = toWords(from);
  return { parent, name };
};

/** The instructions of a stage, those of the stages below it first. */
const listInstructions = (all: readonly Instruction[], target: string): Instruction[] => {
  const start = all.findIndex((each) => each.getKeyword() === FROM && toStageNames(each).name === target);
  const from = all[start];
  if (from === undefined) return [];
  const next = all.findIndex((each, index) => index > start && each.getKeyword() === FROM);
  const own = all.slice(start, next === -1 ? undefined : next);
  return [...listInstructions(all, toStageNames(from).parent), ...own];
};

const apply = (image: Image, instruction: Instruction): void => {
  const keyword = instruction.getKeyword();
  if (keyword === 'USER') image.user = toWords(instruction)[0] ?? null;
  else if (keyword === 'COPY') image.copies.push(toCopy(instruction));
  else if (keyword === 'ENTRYPOINT') image.entrypoint = toStrings(instruction);
  else if (keyword === 'CMD') image.command = toStrings(instruction);
  else if (keyword === 'HEALTHCHECK')
    image.healthCheck = toWords(instruction)[0] === 'NONE' ? null : toStrings(instruction);
  else if (keyword === 'ENV')
    for (const word of toWords(instruction)) {
      const [name = '', value = ''] = word.split('=');
      image.env[name] = value;
    }
};

/** Reads a target of the Dockerfile. */
export function readImage(target: string): Image {
  const instructions = listInstructions(
    DockerfileParser.parse(readRootFile('Dockerfile')).getInstructions(),
    target,
  );
  const [from] = instructions;
  if (from === undefined) throw new Error(`The Dockerfile has no target "${target}"`);
  const base = toStageNames(from).parent;
  const image: Image = {
    base,
    env: {},
    user: null,
    entrypoint: [],
    command: [],
    healthCheck: undefined,
    copies: [],
  };
  for (const instruction of instructions) apply(image, instruction);
  return image;
}

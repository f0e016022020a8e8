import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describeProblems, toFieldProblems } from '@genvideo/models/schemas';
import { EXIT_STATUS, UserFacingError } from '@genvideo/runtime';
import { studyReportSchema, type StudyReport } from '../study/study-report';

/** How many problems of a wrong file are told. */
const TOLD = 3;

const wrong = (file: string, problem: string, cause?: unknown): UserFacingError =>
  new UserFacingError(`${file} ${problem}`, EXIT_STATUS.usage, { cause });

const readText = async (file: string): Promise<string> => {
  try {
    const isFolder = (await stat(file)).isDirectory();
    return await readFile(isFolder ? path.join(file, 'report.json') : file, 'utf8');
  } catch (error) {
    throw wrong(file, 'cannot be read: name the JSON file of a study, or its folder.', error);
  }
};

/**
 * Reads the JSON report of a study.
 * @param file the file, or the folder that holds it as report.json
 * @throws UserFacingError that says what is wrong with the file
 */
export async function readReport(file: string): Promise<StudyReport> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(file, 'is not JSON: name the report.json that `study` wrote, not the page beside it.', error);
  }
  const parsed = studyReportSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = describeProblems(toFieldProblems(parsed.error).slice(0, TOLD));
  throw wrong(file, `is not the report of a study that this version reads: ${problems}.`);
}

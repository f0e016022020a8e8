import { loadConfig } from './load-config';
import { findOtherSettings, toSettingsMark, withFilesOf } from './settings-mark';

const NO_FILES = { COMFYUI_WORKFLOW_FILE: null, CONTENT_DENY_LIST_FILE: null };

const toMark = (
  environment: Record<string, string>,
  files: Partial<Record<keyof typeof NO_FILES, string>> = {},
) => toSettingsMark(loadConfig(environment), { ...NO_FILES, ...files });

const mark = toMark({});
const settingsAlone = toSettingsMark(loadConfig({}), null);

describe('toSettingsMark', () => {
  it('is short, and may stand in a name', () => {
    expect(mark).toMatch(/^[A-Za-z0-9._-]{10,30}$/);
  });

  it('says nothing of what every process may have for itself, and nothing of secrets', () => {
    const other = { CALLBACK_SECRET: 's', IMAGE_API_KEY: 'k', LOG_LEVEL: 'debug', TEMP_DIR: '/t' };
    expect(toMark(other)).toBe(mark);
  });

  it('goes by what is in a file, not by where it lies', () => {
    expect(toMark({ COMFYUI_WORKFLOW_FILE: '/a.json' }, { COMFYUI_WORKFLOW_FILE: '{}' })).toBe(
      toMark({ COMFYUI_WORKFLOW_FILE: '/b.json' }, { COMFYUI_WORKFLOW_FILE: '{}' }),
    );
  });
});

describe('findOtherSettings', () => {
  it('finds nothing where all is alike', () => {
    expect(findOtherSettings(toMark({ MAX_STAGE_RETRIES: '3' }), mark)).toEqual([]);
  });

  it('names what differs', () => {
    const other = toMark({ IMAGE_API_BASE_URL: 'http://10.0.0.7:6889', MAX_STAGE_RETRIES: '0' });
    expect(findOtherSettings(other, mark)).toEqual(['IMAGE_API_BASE_URL', 'MAX_STAGE_RETRIES']);
  });

  it.each(['COMFYUI_WORKFLOW_FILE', 'CONTENT_DENY_LIST_FILE'])(
    'names %s where its contents differ',
    (name) => {
      const [one, other] = [toMark({}, { [name]: 'one' }), toMark({}, { [name]: 'other' })];
      expect(findOtherSettings(one, other)).toEqual([name]);
      expect(findOtherSettings(one, mark)).toEqual([name]);
    },
  );

  it('misses no difference, also where two values happen to have one sign', () => {
    const urls = Array.from({ length: 500 }, (_each, index) => `http://10.0.0.7:${1_000 + index}`);
    const found = urls.map((url) => findOtherSettings(toMark({ VIDEO_API_BASE_URL: url }), mark));
    expect(found.filter(([name]) => name === undefined)).toEqual([]);
    expect(found.filter(([name]) => name === 'VIDEO_API_BASE_URL').length).toBeGreaterThan(400);
  });

  it('compares with another version as far as both go', () => {
    const older = settingsAlone.slice(3);
    expect(findOtherSettings(`xyz${older.slice(0, -1)}`, mark)).toEqual([]);
    expect(findOtherSettings(`xyz${older}A.${mark.split('.')[1]}AA`, mark)).toEqual([]);
    expect(findOtherSettings(`xyz${older}A.AAAA`, mark)).toEqual([
      'COMFYUI_WORKFLOW_FILE',
      'CONTENT_DENY_LIST_FILE',
    ]);
  });

  it('says nothing of files where one side does not', () => {
    const withList = toMark({}, { CONTENT_DENY_LIST_FILE: 'a word' });
    expect(findOtherSettings(withList, settingsAlone)).toEqual([]);
    expect(findOtherSettings(settingsAlone, withList)).toEqual([]);
  });
});

describe('withFilesOf', () => {
  it('has those compared with each other who have files, whatever else they are', () => {
    const one = toMark({ MAX_STAGE_RETRIES: '0' }, { CONTENT_DENY_LIST_FILE: 'one' });
    const other = toMark({}, { CONTENT_DENY_LIST_FILE: 'other' });
    const own = withFilesOf(settingsAlone, [settingsAlone, one, other]);
    expect(findOtherSettings(one, own)).toEqual(['MAX_STAGE_RETRIES']);
    expect(findOtherSettings(other, own)).toEqual(['CONTENT_DENY_LIST_FILE']);
  });

  it('leaves a mark alone where nobody has', () => {
    expect(withFilesOf(settingsAlone, [settingsAlone])).toBe(settingsAlone);
  });
});

import { loadConfig } from './load-config';
import { findOtherSettings, toSettingsMark } from './settings-mark';

const config = loadConfig({});
const mark = toSettingsMark(config);

describe('toSettingsMark', () => {
  it('is short, and may stand in a name', () => {
    expect(mark).toMatch(/^[A-Za-z0-9_-]{10,30}$/);
  });

  it('says nothing of what every process may have for itself, and nothing of secrets', () => {
    const other = loadConfig({
      CALLBACK_SECRET: 's',
      IMAGE_API_KEY: 'k',
      LOG_LEVEL: 'debug',
      TEMP_DIR: '/t',
    });
    expect(toSettingsMark(other)).toBe(mark);
  });
});

describe('findOtherSettings', () => {
  it('finds nothing where all is alike', () => {
    expect(findOtherSettings(toSettingsMark(loadConfig({ MAX_STAGE_RETRIES: '3' })), config)).toEqual([]);
  });

  it('names what differs', () => {
    const other = loadConfig({ IMAGE_API_BASE_URL: 'http://10.0.0.7:6889', MAX_STAGE_RETRIES: '0' });
    expect(findOtherSettings(toSettingsMark(other), config)).toEqual([
      'IMAGE_API_BASE_URL',
      'MAX_STAGE_RETRIES',
    ]);
  });

  it('misses no difference, also where two values happen to have one sign', () => {
    const urls = Array.from({ length: 500 }, (_each, index) => `http://10.0.0.7:${1_000 + index}`);
    const found = urls.map((url) =>
      findOtherSettings(toSettingsMark(loadConfig({ VIDEO_API_BASE_URL: url })), config),
    );
    expect(found.filter(([name]) => name === undefined)).toEqual([]);
    expect(found.filter(([name]) => name === 'VIDEO_API_BASE_URL').length).toBeGreaterThan(400);
  });

  it('compares with another version as far as both go', () => {
    expect(findOtherSettings(`xyz${mark.slice(3, -1)}`, config)).toEqual([]);
    expect(findOtherSettings(`xyz${mark.slice(3)}A`, config)).toEqual([]);
  });
});

import type { Config } from '@genvideo/models/config';
import { EXIT_STATUS, UserFacingError } from './user-facing-error';

const isSet = (value: Config[keyof Config]): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== '';

/**
 * Refuses settings that a program cannot honour yet: somebody who asks for encryption or for keys must not be left
 * without, and not know.
 * @param unsupported what each setting would do, in words
 * @throws UserFacingError naming every one of them that is set
 */
export function refuseSettings(config: Config, unsupported: Partial<Record<keyof Config, string>>): void {
  const asked = Object.entries(unsupported).filter(([name]) => isSet(config[name as keyof Config]));
  if (asked.length === 0) return;
  const names = asked.map(([name, purpose]) => `${name} (${purpose})`).join(', ');
  throw new UserFacingError(
    `This version cannot do yet what is asked for by ${names}. Unset it.`,
    EXIT_STATUS.usage,
  );
}

import { KlingRefusal } from './kling-refusal';

/** Every model of the service has a name of this form. */
export function checkModel(name: string): void {
  if (!/^kling-[a-z0-9-]+$/.test(name)) throw new KlingRefusal(1203, `model ${name}`);
}

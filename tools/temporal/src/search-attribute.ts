import { SEARCH_ATTRIBUTE } from '@genvideo/models';
import type { SearchAttributeType } from '@temporalio/common';

/** A custom search attribute and the type it is registered with. */
export interface SearchAttribute {
  name: string;
  type: SearchAttributeType;
}

/** Those that GenVideo's workflows set. */
export const GENVIDEO_SEARCH_ATTRIBUTES: readonly SearchAttribute[] = Object.values(SEARCH_ATTRIBUTE);

/** How the CLI spells a type: KEYWORD_LIST is KeywordList. */
export function toCliTypeName(type: SearchAttributeType): string {
  return type
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

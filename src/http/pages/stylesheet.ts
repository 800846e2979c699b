import { createHash } from 'node:crypto';
import { baseStyles } from './styles/base.ts';
import { harvestStyles } from './styles/harvest.ts';
import { pageStyles } from './styles/page.ts';
import { printStyles } from './styles/print.ts';
import { searchStyles } from './styles/search.ts';
import { versionStyles } from './styles/versions.ts';

/** The one stylesheet of the pages, without the white space that only its sources need. */
export const stylesheet =
  `${baseStyles}${pageStyles}${searchStyles}${versionStyles}${harvestStyles}${printStyles}`
    .replace(/\n\s*/g, '\n')
    .replace(/([:;{,]) /g, '$1')
    .replace(/ \{/g, '{')
    .trimStart();

const version = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** Under the base's path; changes with the content, so that it may be kept for ever. */
export const stylesheetPath = `assets/style-${version}.css`;

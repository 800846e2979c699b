import type { FormatLink } from './format-link.ts';

/** The other formats of what a page shows. */
export function FormatList({ formats }: { formats: readonly FormatLink[] }) {
  return (
    <ul class="formats">
      {formats.map(({ name, mediaType, href }) => (
        <li key={href}>
          <a href={href} type={mediaType} rel="alternate">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

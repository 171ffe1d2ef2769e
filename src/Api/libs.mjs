// Copies the third-party files the pages use into wwwroot/lib.
// The style sheets name a typeface licensed to one website only: its rules are cut out and our own font variable takes its place.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const target = join(here, 'wwwroot', 'lib');
mkdirSync(target, { recursive: true });

for (const file of ['govuk-frontend/dist/govuk/govuk-frontend.min.css', '@ministryofjustice/frontend/moj/moj-frontend.min.css']) {
  const css = readFileSync(join(modules, file), 'utf8')
    .replace(/\/\*![^*]*Margaret Calvert[^*]*\*\//g, '')
    .replace(/@font-face\{[^}]*GDS Transport[^}]*\}/g, '')
    .replace(/"?GDS Transport"?,\s*arial,\s*sans-serif/g, 'var(--cadre-font)')
    .replace(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
    .replace(/url\(\/assets\//g, 'url(/lib/assets/')
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
  if (/GDS Transport|crest\.svg/.test(css)) {
    throw new Error(`${file} still names the typeface or the crest: its text changed, look at libs.mjs.`);
  }

  writeFileSync(join(target, file.split('/').at(-1)), css);
}

for (const file of ['govuk-frontend/dist/govuk/govuk-frontend.min.js', 'htmx.org/dist/htmx.min.js', 'echarts/dist/echarts.simple.min.js']) {
  const js = readFileSync(join(modules, file), 'utf8').replace(/\/\/# sourceMappingURL=.*\s*$/, '');
  writeFileSync(join(target, file.split('/').at(-1)), js);
}

for (const image of ['icon-progress-tick.svg', 'icon-document.svg', 'icon-toggle-plus-minus.svg', 'icon-tag-remove-cross.svg', 'icon-tag-remove-cross-white.svg', 'icon-close-cross-black.svg']) {
  cpSync(join(modules, '@ministryofjustice/frontend/moj/assets/images', image), join(target, 'assets/images', image));
}

writeFileSync(join(target, '.stamp'), '');

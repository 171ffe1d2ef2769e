// Enhancements only: every page works without this file.
import { initAll } from '/lib/govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');

// A form is sent once, however often its button is pressed; the command id in it makes a second sending harmless anyway.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || event.defaultPrevented) {
    return;
  }

  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }

  form.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

// Ctrl+Enter sends the form in focus: no single letters, Vietnamese typing swallows them.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.ctrlKey && !event.isComposing) {
    const form = event.target.closest?.('form');
    if (form && form.method === 'post') {
      event.preventDefault();
      form.requestSubmit();
    }
  }
});

// The menu behind "more" opens and closes by itself; here it also closes when it is left.
for (const menu of document.querySelectorAll('[data-more]')) {
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });
}

// The vote form adds up while it is typed; the server does the same sum again.
const sum = document.querySelector('[data-tally]');
if (sum) {
  const number = (name) => {
    const text = document.querySelector(`[name="tally.${name}"]`)?.value.trim() ?? '';
    return /^\d+$/.test(text) ? Number(text) : null;
  };
  const show = () => {
    const summoned = number('summoned');
    const committee = sum.dataset.tally === 'committee';
    // Only in a cell do the exempted who stay away leave the base; a committee votes over all its members.
    const exempt = committee ? 0 : number('exemptAbsent') ?? 0;
    const agree = number('agree');
    const out = sum.querySelector('[data-tally-out]');
    if (summoned === null || agree === null) {
      out.textContent = '';
      return;
    }

    const base = summoned - exempt;
    const body = document.querySelector('[name="body"]:checked, select[name="body"]')?.value;
    const majority = sum.dataset.tally === 'majority' || (committee && body === 'upper_standing_committee');
    const needed = majority ? Math.floor(base / 2) + 1 : Math.ceil((2 * base) / 3);
    out.textContent = sum.dataset[agree >= needed ? 'pass' : 'fail']
      .replaceAll('{base}', base).replaceAll('{summoned}', summoned).replaceAll('{exempt}', exempt)
      .replaceAll('{agree}', agree).replaceAll('{needed}', needed);
  };
  document.addEventListener('input', (event) => (event.target.name?.startsWith('tally.') || event.target.name === 'body') && show());
  show();
}

// What a part of the page gets when it arrives: with the page, or in the place of a part that was refreshed.
const enhance = (part) => {
  initAll(part === document ? undefined : { scope: part });
  for (const button of part.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }

  // Charts are drawn from the table that is always there; the large library comes only where a chart is.
  const charts = part.querySelectorAll('[data-chart]');
  if (charts.length > 0) {
    import('/js/charts.js').then((m) => m.drawAll(charts));
  }
};
enhance(document);

// Filters and pages of a list are refreshed in place: the address, the title and what was typed stay right, and the new heading, which has the count, is said aloud.
document.addEventListener('htmx:beforeSwap', (event) => {
  const { xhr, pathInfo } = event.detail;
  // Signed out meanwhile, or something failed: the answer is another page, not this one's list.
  if (xhr.status >= 400 || new URL(xhr.responseURL).pathname !== new URL(pathInfo.requestPath, location.href).pathname) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
});
document.addEventListener('htmx:sendError', (event) => location.assign(event.detail.pathInfo.finalRequestPath));
document.addEventListener('htmx:afterSettle', () => {
  const main = document.getElementById('main');
  enhance(main);
  document.getElementById('announced').textContent = main.querySelector('h1')?.textContent.trim() ?? '';
  if (document.activeElement === document.body) {
    main.focus();
  }
});

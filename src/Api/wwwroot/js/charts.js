const colours = ['#0c4a5b', '#e0a526', '#7b9aa5'];

let library = null;

// Draws each place, once the library has come.
export function drawAll(places) {
  library ??= new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = '/lib/echarts.simple.min.js';
    script.addEventListener('load', resolve);
    document.head.append(script);
  });
  library.then(() => places.forEach(draw));
}

// Draws the table named by data-chart: first column the labels, columns with data-series the numbers.
function draw(place) {
  const table = document.getElementById(place.dataset.chart);
  const heads = [...table.querySelectorAll('thead th')];
  const rows = [...table.querySelectorAll('tbody tr')];
  const series = heads.map((head, column) => ({ head, column })).filter(({ head }) => head.dataset.series);
  const labelColumn = heads.findIndex((head) => head.dataset.label !== undefined);
  if (rows.length === 0 || series.length === 0) {
    return;
  }

  place.hidden = false;
  const horizontal = place.dataset.kind !== 'column';
  const labels = rows.map((row) => row.cells[labelColumn].textContent.trim());
  const names = { type: 'category', data: labels, inverse: horizontal, axisLabel: { width: 280, overflow: 'truncate', interval: 0, rotate: !horizontal && rows.length > 14 ? 45 : 0 } };
  const values = { type: 'value', minInterval: 1, axisLabel: { formatter: (number) => number.toLocaleString(document.documentElement.lang) } };
  const font = getComputedStyle(document.body).fontFamily;
  if (horizontal) {
    place.style.height = `${Math.max(14, rows.length * 2.4 + 6)}rem`;
  }

  // The small build of the library draws no legend.
  const legend = document.createElement('p');
  legend.className = 'c-legend';
  series.forEach(({ head }, i) => {
    const key = document.createElement('span');
    key.className = 'c-legend__key';
    key.style.borderColor = colours[i % colours.length];
    key.textContent = head.textContent.trim();
    legend.append(key);
  });
  place.before(legend);

  const chart = window.echarts.init(place);
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: font, color: '#14232b' },
    color: colours,
    grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
    tooltip: { renderMode: 'richText', trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: horizontal ? values : names,
    yAxis: horizontal ? names : values,
    series: series.map(({ head, column }) => ({
      name: head.textContent.trim(),
      type: 'bar',
      barMaxWidth: 22,
      data: rows.map((row) => Number(row.cells[column].dataset.value ?? 0)),
    })),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
}

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartOptions,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { type ChartData, gapsIn } from './chart-data.ts';
import { timeLabel, timeTicks } from './time-ticks.ts';
import type { Speech } from './words.ts';

let registered = false;

/** Longest label beside a bar on a wide and on a narrow screen, in characters. */
const labelLength = { wide: 42, narrow: 20 };
const narrowWidth = 560;

/** Draws in the colours of the page's stylesheet. */
export function drawChart(canvas: HTMLCanvasElement, chart: ChartData, speech: Speech): Chart {
  if (!registered) {
    Chart.register(
      BarController,
      BarElement,
      CategoryScale,
      Legend,
      LinearScale,
      LineController,
      LineElement,
      PointElement,
      Tooltip,
    );
    registered = true;
  }
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const palette = ['--chart-1', '--chart-2', '--chart-3', '--chart-4'].map(color);
  Chart.defaults.color = color('--quiet');
  Chart.defaults.borderColor = color('--line');
  Chart.defaults.font.family = style.fontFamily;
  Chart.defaults.font.size = 13;
  const configuration =
    chart.type === 'bars' ? barsOf(chart, palette, canvas, speech) : lineOf(chart, palette, speech);
  return new Chart(canvas, configuration as ChartConfiguration);
}

function optionsOf(chart: ChartData, speech: Speech): ChartOptions<'bar'> & ChartOptions<'line'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    locale: `${speech.language}-IN`,
    plugins: { legend: { display: chart.series.length > 1, position: 'top', align: 'start' } },
  };
}

function barsOf(
  chart: ChartData & { type: 'bars' },
  palette: readonly string[],
  canvas: HTMLCanvasElement,
  speech: Speech,
): ChartConfiguration<'bar'> {
  const width = canvas.parentElement?.clientWidth ?? narrowWidth;
  const length = width < narrowWidth ? labelLength.narrow : labelLength.wide;
  return {
    type: 'bar',
    data: {
      labels: [...chart.labels],
      datasets: chart.series.map(({ name, values }, index) => ({
        label: name,
        data: [...values],
        backgroundColor: palette[index] ?? '',
        borderRadius: 3,
        maxBarThickness: 20,
      })),
    },
    options: {
      ...optionsOf(chart, speech),
      indexAxis: 'y',
      scales: {
        x: { beginAtZero: true, ticks: { precision: 0 }, border: { display: false } },
        y: {
          grid: { display: false },
          ticks: {
            autoSkip: false,
            callback: (_value, index) => cut(chart.labels[index] ?? '', length),
          },
        },
      },
    },
  };
}

function lineOf(
  chart: ChartData & { type: 'line' },
  palette: readonly string[],
  speech: Speech,
): ChartConfiguration<'line'> {
  const [first = 0] = chart.times;
  const last = chart.times.at(-1) ?? first;
  const label = (time: number) => timeLabel(time, last - first, speech.language);
  const base = optionsOf(chart, speech);
  const gaps = gapsIn(chart.times);
  const pointsOf = (values: readonly (number | null)[]) =>
    chart.times.flatMap((x, place) => {
      const point = { x, y: values[place] ?? Number.NaN };
      return gaps.has(place) ? [{ x, y: Number.NaN }, point] : [point];
    });
  return {
    type: 'line',
    data: {
      datasets: chart.series.map(({ name, values }, index) => ({
        label: name,
        data: pointsOf(values),
        clip: 8,
        borderColor: palette[index] ?? '',
        backgroundColor: palette[index] ?? '',
        borderWidth: 2,
        pointRadius: chart.times.length > 200 ? 0 : 3,
        pointHoverRadius: 6,
      })),
    },
    options: {
      ...base,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      plugins: {
        ...base.plugins,
        tooltip: {
          callbacks: {
            title: (items) => {
              const time = items[0]?.parsed.x;
              return typeof time === 'number' ? label(time) : '';
            },
          },
        },
      },
      scales: {
        x: {
          type: 'linear',
          min: first,
          max: last,
          grid: { display: false },
          ticks: { callback: (value) => label(Number(value)), maxRotation: 0 },
          afterBuildTicks: (axis) => {
            const most = Math.max(2, Math.floor(axis.width / 90));
            axis.ticks = timeTicks(first, last, most).map((value) => ({ value }));
          },
        },
        y: { beginAtZero: true, ticks: { precision: 0 }, border: { display: false } },
      },
    },
  };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

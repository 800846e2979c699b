import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartData } from './chart-data.ts';
import type { PageTools } from './page-tools.ts';

/** Height of a bar with its label, in pixels. */
const barHeight = 26;

/** Loads the chart library when the first chart is drawn. */
export function ResultChart({ tools, chart }: { tools: PageTools; chart: ChartData }) {
  const { speech } = tools;
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useDarkScheme();
  useEffect(() => {
    let drawn: { destroy(): void } | undefined;
    let left = false;
    void import('./draw-chart.ts').then(({ drawChart }) => {
      if (canvas.current && !left) drawn = drawChart(canvas.current, chart, speech);
    });
    return () => {
      left = true;
      drawn?.destroy();
    };
  }, [chart, speech, dark]);
  const size = chart.type === 'bars' ? chart.labels.length : chart.times.length;
  const height =
    chart.type === 'bars'
      ? Math.max(220, 70 + size * barHeight * Math.max(1, chart.series.length * 0.7))
      : 420;
  const series = chart.series.map(({ name }) => name).join(', ');
  return (
    <>
      {size < chart.rows && chart.type === 'bars' && (
        <p class="notice">{speech.chartCut(size, chart.rows)}</p>
      )}
      <div
        class="chart-frame"
        ref={(element) => {
          // Set here: the policy of the page refuses style attributes.
          if (element) element.style.height = `${height}px`;
        }}
      >
        <canvas ref={canvas} role="img" aria-label={speech.chartOf(chart.label, series, chart.rows)} />
      </div>
    </>
  );
}

/** The colours of a canvas do not follow the colour scheme by themselves. */
function useDarkScheme(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setDark(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return dark;
}

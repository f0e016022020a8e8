import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useFileDrop } from '../jobs-file/use-file-drop';
import { Page } from '../shell/page';
import { TEXTS } from '../texts';
import { useFileInput } from '../ui/use-file-input';
import { ReportView } from './report-view';
import { isReportPage, showPage } from './show-page';
import { parseStudyReport, type StudyReport } from './study-report';

const { study: texts } = TEXTS;

type Shown = { kind: 'report'; report: StudyReport } | { kind: 'page'; html: string } | { kind: 'bad' };

const read = async (file: File): Promise<Shown> => {
  const text = await file.text();
  if (isReportPage(text)) return { kind: 'page', html: text };
  const report = parseStudyReport(text);
  return report === null ? { kind: 'bad' } : { kind: 'report', report };
};

function ReportPage({ html }: { html: string }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current !== null) showPage(host.current, html);
  }, [html]);
  return <div ref={host} class="report-host" />;
}

function Chooser({ onFile, isSmall }: { onFile: (file: File) => void; isSmall: boolean }): JSX.Element {
  const accept = '.json,.html,application/json,text/html';
  const { input, open } = useFileInput({ label: texts.choose, accept, onFile });
  return (
    <>
      <button type="button" class={isSmall ? 'button' : 'button button-main'} onClick={open}>
        {isSmall ? texts.other : texts.choose}
      </button>
      {input}
    </>
  );
}

/** Opens a report of a study. It is read in the browser and goes nowhere. */
export function StudyPage(): JSX.Element {
  const [shown, setShown] = useState<Shown | null>(null);
  const open = (file: File): void => void read(file).then(setShown);
  const isOver = useFileDrop(open);
  const hasReport = shown !== null && shown.kind !== 'bad';
  return (
    <Page title={texts.title} actions={hasReport ? <Chooser onFile={open} isSmall /> : undefined}>
      {!hasReport && (
        <div class={`drop-box ${isOver ? 'drop-box-over' : ''}`}>
          {shown?.kind === 'bad' && (
            <p class="field-problem" role="alert">
              {texts.bad}
            </p>
          )}
          <p>{texts.help}</p>
          <Chooser onFile={open} isSmall={false} />
        </div>
      )}
      {shown?.kind === 'report' && <ReportView report={shown.report} />}
      {shown?.kind === 'page' && <ReportPage html={shown.html} />}
    </Page>
  );
}

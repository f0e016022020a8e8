import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { FileDrop } from '../jobs-file/file-drop';
import { NewBatch } from '../jobs-file/new-batch';
import { Page } from '../shell/page';
import { TEXTS } from '../texts';
import { LatestResults } from '../under-way/latest-results';
import { UnderWayList } from '../under-way/under-way-list';
import { Composer } from './composer';

/** A picture is one to start from, everything else is a list. */
const isPicture = ({ type }: File): boolean => type.startsWith('image/');

/** The first page: say what is to be made, see it being made, see what was made. */
export function CreatePage({ from }: { from: string | null }): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [picture, setPicture] = useState<File | null>(null);
  const take = (dropped: File): void => (isPicture(dropped) ? setPicture(dropped) : setFile(dropped));
  return (
    <Page title={TEXTS.pages.create} heading={TEXTS.create.title}>
      {file === null ? (
        <>
          <Composer from={from} picture={picture} onPictureTaken={() => setPicture(null)} />
          <FileDrop onFile={take} />
        </>
      ) : (
        <NewBatch file={file} onDiscard={() => setFile(null)} />
      )}
      <UnderWayList />
      <LatestResults />
    </Page>
  );
}

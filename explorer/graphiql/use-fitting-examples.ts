import { useEffect, useState } from 'react';
import { type Example, examplesFor } from './examples.ts';
import { findFittingSubjects } from './fitting-subjects.ts';

/** The examples that run on what is stored here; undefined until that is known, and without a session. */
export function useFittingExamples(isSignedIn: boolean): readonly Example[] | undefined {
  const [examples, setExamples] = useState<readonly Example[]>();
  useEffect(() => {
    if (!isSignedIn) return;
    let isCurrent = true;
    void findFittingSubjects().then((subjects) => {
      if (isCurrent) setExamples(examplesFor(subjects));
    });
    return () => {
      isCurrent = false;
      setExamples(undefined);
    };
  }, [isSignedIn]);
  return examples;
}

import { type Build, GraphReader } from '@lexhop/graph-model';

type Asked<Method extends Exclude<keyof GraphReader, 'build'>> = Parameters<GraphReader[Method]>;

/** A reader that asks another one for everything. Subclasses answer something themselves. */
export class PassingReader extends GraphReader {
  constructor(protected readonly reader: GraphReader) {
    super();
  }

  override get build(): Build {
    return this.reader.build;
  }

  override searchText(...asked: Asked<'searchText'>) {
    return this.reader.searchText(...asked);
  }

  override searchNodes(...asked: Asked<'searchNodes'>) {
    return this.reader.searchNodes(...asked);
  }

  override searchQuestions(...asked: Asked<'searchQuestions'>) {
    return this.reader.searchQuestions(...asked);
  }

  override cosines(...asked: Asked<'cosines'>) {
    return this.reader.cosines(...asked);
  }

  override edgesOf(...asked: Asked<'edgesOf'>) {
    return this.reader.edgesOf(...asked);
  }

  override nodes(...asked: Asked<'nodes'>) {
    return this.reader.nodes(...asked);
  }

  override listNodes(...asked: Asked<'listNodes'>) {
    return this.reader.listNodes(...asked);
  }
}

import { ApiObject, App, Chart, DependencyGraph, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Document } from '../manifest';
import { data } from '../values';

const FILE_PER_OBJECT = [YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE];

export function apiObjectsOf(constructs: readonly IConstruct[]): readonly ApiObject[] {
  return constructs.filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

/** Every object of an app as it will be written, in the order of writing, with the file that it goes into. */
export function appDocuments(
  root: IConstruct,
  constructs: readonly IConstruct[],
  pathOf: (object: ApiObject) => string,
): readonly Document[] {
  const layout = root instanceof App ? root : undefined;
  const ownsOutput = layout !== undefined && FILE_PER_OBJECT.includes(layout.yamlOutputType);
  return byChart(constructs).flatMap(({ chart, objects }) => {
    const chartName = Names.toDnsLabel(chart);
    return objects.map((object): Document => {
      const output = outputOf(object, chartName, layout);
      return { doc: data(object.toJson()) ?? {}, output, ownsOutput, constructPath: pathOf(object) };
    });
  });
}

/**
 * cdk8s writes the objects of a chart in the order of the tree, but for dependencies. Where a program has declared some,
 * its own graph is asked: that costs, so only then.
 */
function byChart(
  constructs: readonly IConstruct[],
): readonly { readonly chart: IConstruct; readonly objects: readonly ApiObject[] }[] {
  const charts = new Map<IConstruct, ApiObject[]>();
  for (const object of apiObjectsOf(constructs)) {
    const chart = Chart.of(object);
    const known = charts.get(chart);
    if (known === undefined) charts.set(chart, [object]);
    else known.push(object);
  }
  return [...charts].map(([chart, objects]) => {
    const hasEdges = objects.some(({ node }) => node.dependencies.length > 0);
    return { chart, objects: hasEdges ? sorted(chart, objects) : objects };
  });
}

function sorted(chart: IConstruct, objects: readonly ApiObject[]): readonly ApiObject[] {
  const own = new Set<IConstruct>(objects);
  const order = new DependencyGraph(chart.node).topology();
  return apiObjectsOf(order).filter((object) => own.has(object));
}

/** As cdk8s names its files, but for the numbers that it puts before charts with dependencies. */
function outputOf(object: ApiObject, chart: string, layout: App | undefined): string {
  const file = `${object.kind}.${object.metadata.name ?? ''}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  const extension = layout?.outputFileExtension ?? '.k8s.yaml';
  switch (layout?.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return `app${extension}`;
    case YamlOutputType.FILE_PER_RESOURCE:
      return `${file}${extension}`;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return `${chart}/${file}${extension}`;
    default:
      return `${chart}${extension}`;
  }
}

declare const PACKAGE_VERSION: string;

/** Version of the package, written in by the bundler. */
export const VERSION = PACKAGE_VERSION;

/** Something in the arguments that cannot be meant. */
export class UsageError extends Error {}

export const usage = `cdk8s-wukong check [options] FILE|DIR|- …

Checks Kubernetes YAML or JSON for virtual machines of KubeVirt and their networks: what the cluster refuses, what cannot
work, and what works and will surprise. - is the standard input: helm template … | cdk8s-wukong check -

  --format FORMAT          text (default), json, sarif, junit, github
  --only FAMILY,…          only these of: schema admission network guest fleet
  --skip FAMILY,…          all but these
  --each                   take every file as an app of its own
  --context FILE|DIR       what the cluster has already: looked up, not checked. May be repeated
  --crds FILE|DIR          your own CustomResourceDefinitions. May be repeated
  --kubevirt-version 1.9   release of KubeVirt to check for
  --gates A,B              feature gates that are on in the cluster
  --disable-gates A,B      feature gates that are off in the cluster
  --acknowledged           show acknowledged findings too
  --rules                  list the rules
  --help, --version

Ends with 0 where no error is found, 1 where one is, 2 where the arguments are wrong or something cannot be read.
`;

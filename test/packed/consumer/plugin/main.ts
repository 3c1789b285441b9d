import { ApiObject, App, Chart } from 'cdk8s';

// A VM that somebody wrote without the constructs: only the plugin looks at it.
const binding = process.env.FAULTY === 'yes' ? { brigde: {} } : { masquerade: {} };
const app = new App();
new ApiObject(new Chart(app, 'plain', { namespace: 'vms' }), 'machine', {
  apiVersion: 'kubevirt.io/v1',
  kind: 'VirtualMachine',
  metadata: { name: 'plain-01' },
  spec: {
    runStrategy: 'Halted',
    template: {
      spec: {
        domain: { memory: { guest: '1Gi' }, devices: { interfaces: [{ name: 'default', ...binding }] } },
        networks: [{ name: 'default', pod: {} }],
      },
    },
  },
});
app.synth();

// The YAML of a fleet, as cdk8s writes it: two NADs, a Secret and a VirtualMachine for each VM, with nothing to find.

/** The file of `count` VMs, four documents each. */
export function fleet(count) {
  return Array.from({ length: count }, (_, i) => documents(`vm-${String(i).padStart(5, '0')}`, i)).join('---\n');
}

function documents(name, i) {
  const address = `10.${10 + Math.floor(i / 62_500)}.${Math.floor(i / 250) % 250}.${(i % 250) + 2}`;
  const [pod, lan, data] = ['0a', '0b', '0c'].map((kind) => `02:${kind}:00:${hex(i >> 16)}:${hex(i >> 8)}:${hex(i)}`);
  return `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: ${name}-lan-nad
  namespace: fleet
spec:
  config: '{"cniVersion":"1.0.0","name":"${name}-lan-nad","type":"bridge","bridge":"br-lan","vlan":100,"preserveDefaultVlan":false}'
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: ${name}-data-nad
  namespace: fleet
spec:
  config: '{"cniVersion":"1.0.0","name":"${name}-data-nad","type":"bridge","bridge":"br-data"}'
---
apiVersion: v1
kind: Secret
metadata:
  name: ${name}-cloud-init
  namespace: fleet
stringData:
  networkdata: |
    version: 2
    ethernets:
      default:
        match:
          macaddress: "${pod}"
        dhcp4: true
      lan:
        match:
          macaddress: "${lan}"
        addresses:
          - "${address}/12"
        nameservers:
          addresses:
            - "10.15.0.53"
      data:
        match:
          macaddress: "${data}"
        dhcp4: true
        dhcp4-overrides:
          use-routes: false
          use-dns: false
        optional: true
  userdata: |
    #cloud-config
    updates:
      network:
        when:
          - boot
type: Opaque
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: ${name}
  namespace: fleet
spec:
  dataVolumeTemplates:
    - metadata:
        name: ${name}-root
      spec:
        source:
          registry:
            url: docker://registry.example.org/disks/debian:12
        storage:
          resources:
            requests:
              storage: 20Gi
  runStrategy: Always
  template:
    spec:
      domain:
        cpu:
          cores: 1
          sockets: 2
          threads: 1
        devices:
          disks:
            - bootOrder: 1
              disk:
                bus: virtio
              name: root
            - disk:
                bus: virtio
              name: cloudinitdisk
          interfaces:
            - macAddress: ${pod}
              masquerade: {}
              name: default
            - bridge: {}
              macAddress: ${lan}
              name: lan
            - bridge: {}
              macAddress: ${data}
              name: data
        memory:
          guest: 4Gi
      evictionStrategy: LiveMigrateIfPossible
      networks:
        - name: default
          pod:
            vmNetworkCIDR: 192.168.77.0/24
        - multus:
            networkName: ${name}-lan-nad
          name: lan
        - multus:
            networkName: ${name}-data-nad
          name: data
      volumes:
        - dataVolume:
            name: ${name}-root
          name: root
        - cloudInitNoCloud:
            networkDataSecretRef:
              name: ${name}-cloud-init
            secretRef:
              name: ${name}-cloud-init
          name: cloudinitdisk
`;
}

function hex(number) {
  return (number & 0xff).toString(16).padStart(2, '0');
}

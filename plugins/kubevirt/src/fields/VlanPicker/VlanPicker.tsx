import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import { VlanSelect } from './VlanSelect';
import type { VlanPickerProps } from './schema';

/** A field of a template's form: the id of a VLAN, found by its number, name, owner or subnet. */
export function VlanPicker(props: VlanPickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  return (
    <VlanSelect
      {...fieldTexts(props, { label: t('vlan.label') })}
      cluster={clusterOf(props)}
      value={formData}
      onChange={id => onChange(id)}
    />
  );
}

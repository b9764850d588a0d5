package dev.willow.common.index;

import java.util.Arrays;

/// Data that the user of a [KeyValuesIndex] keeps per slot, without a hash look-up. Whoever removes a thing from the
/// index clears its slot here, because the slot will be given to another thing.
///
/// @param <D> the data of one slot
public final class SlotTable<D> {
    private Object[] data = new Object[16];

    /// What is kept for the slot, or null.
    @SuppressWarnings("unchecked")
    public D get(int slot) {
        return slot < data.length ? (D) data[slot] : null;
    }

    public void set(int slot, D value) {
        if (slot >= data.length) data = Arrays.copyOf(data, Math.max(slot + 1, data.length * 2));
        data[slot] = value;
    }

    /// @return what was kept for the slot, or null
    public D clear(int slot) {
        D old = get(slot);
        if (old != null) data[slot] = null;
        return old;
    }
}

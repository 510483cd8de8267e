package org.acme.orders;

import java.util.Arrays;

/** The acknowledged records of one partition by their offsets: sixteen bytes each. */
final class PartitionReceipts {

    private long[] offsets = new long[16];
    private long[] fingerprints = new long[16];
    private int size;

    void add(long offset, long fingerprint) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size + (size >> 1));
            fingerprints = Arrays.copyOf(fingerprints, size + (size >> 1));
        }
        int position = size++;
        // never more than a comparison, as long as the broker appends
        for (; position > 0 && offsets[position - 1] > offset; position--) {
            offsets[position] = offsets[position - 1];
            fingerprints[position] = fingerprints[position - 1];
        }
        offsets[position] = offset;
        fingerprints[position] = fingerprint;
    }

    int size() {
        return size;
    }

    long offset(int position) {
        return offsets[position];
    }

    long fingerprint(int position) {
        return fingerprints[position];
    }

    long firstOffset() {
        return offsets[0];
    }

    long lastOffset() {
        return offsets[size - 1];
    }
}

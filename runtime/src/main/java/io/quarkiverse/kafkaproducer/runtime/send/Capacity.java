package io.quarkiverse.kafkaproducer.runtime.send;

/** How much is on its way, and how much may be: every record from its submission until it is acknowledged or taken back. */
final class Capacity {

    private final int mostRecords;
    private final long mostBytes;
    private int records;
    private long bytes;

    Capacity(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    /** Whether a record of this size fits at all. */
    boolean everFits(int size) {
        return size <= mostBytes;
    }

    boolean take(int size) {
        if (records >= mostRecords || bytes + size > mostBytes) {
            return false;
        }
        force(size);
        return true;
    }

    void force(int size) {
        records++;
        bytes += size;
    }

    void giveBack(int size) {
        records--;
        bytes -= size;
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return records == 0;
    }

    @Override
    public String toString() {
        return records + " of " + mostRecords + " records, " + bytes + " of " + mostBytes + " bytes";
    }

    long mostBytes() {
        return mostBytes;
    }
}

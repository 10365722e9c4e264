package dev.taskhost.script.network;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8} writes it.
 *
 * @param first one of them
 * @param bits how many leading bits they share
 */
record Block(InetAddress first, int bits) {
    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or one address; empty for what is none, a host name above all. */
    static Optional<Block> of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
            return Optional.empty(); // of the forms that are read as an address, the usual two
        }
        try {
            InetAddress first = InetAddress.ofLiteral(address);
            int whole = first.getAddress().length * Byte.SIZE;
            if (slash < 0) {
                return Optional.of(new Block(first, whole));
            }
            String bits = text.substring(slash + 1);
            boolean fits = bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= whole;
            return fits ? Optional.of(new Block(first, Integer.parseInt(bits))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // 300.1.1.1
        }
    }

    boolean has(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] other = address.getAddress();
        if (ours.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}

package dev.taskhost.script.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code [scripts] network} lists. Immutable.
 *
 * @param entries as they were written
 * @param blocks those that are addresses
 * @param names those that are names
 */
public record NetworkList(List<String> entries, List<Addresses> blocks, List<Names> names) {
    /** Nothing. */
    public static final NetworkList NONE = new NetworkList(List.of(), List.of(), List.of());

    private static final String HOW = "; write \"api.example.com:443\", \"*.corp.example:443\", \"10.0.0.0/8\","
            + " \"10.0.0.0/8:5432\", \"127.0.0.1:6379\" or \"[::1]:6379\", with :* for any port";

    /** Addresses with ports. */
    record Addresses(Block block, Ports ports) {}

    /** Names with ports. */
    record Names(NamePattern pattern, Ports ports) {}

    public NetworkList {
        entries = List.copyOf(entries);
        blocks = List.copyOf(blocks);
        names = List.copyOf(names);
    }

    /**
     * Reads entries.
     *
     * @throws IllegalArgumentException when one cannot be read; its message quotes it and says how to write it
     */
    public static NetworkList of(List<String> entries) {
        List<Addresses> blocks = new ArrayList<>();
        List<Names> names = new ArrayList<>();
        for (String entry : entries) {
            Optional<Addresses> addresses = addresses(entry.strip());
            if (addresses.isPresent()) {
                blocks.add(addresses.get());
            } else {
                names.add(names(entry.strip()));
            }
        }
        return new NetworkList(entries, blocks, names);
    }

    private static Optional<Addresses> addresses(String entry) {
        if (entry.startsWith("[")) {
            int end = entry.indexOf(']');
            String after = end < 0 ? "" : entry.substring(end + 1);
            return end < 0 || !(after.startsWith(":") || (after.isEmpty() && entry.contains("/")))
                    ? Optional.empty()
                    : with(entry.substring(1, end), after.isEmpty() ? "*" : after.substring(1));
        }
        Optional<Block> whole = entry.contains("/") ? Block.of(entry) : Optional.empty();
        if (whole.isPresent()) {
            return Optional.of(new Addresses(whole.get(), Ports.any()));
        }
        int colon = entry.indexOf(':');
        return colon < 0 || colon != entry.lastIndexOf(':')
                ? Optional.empty()
                : with(entry.substring(0, colon), entry.substring(colon + 1));
    }

    private static Optional<Addresses> with(String block, String ports) {
        return Block.of(block).flatMap(read -> Ports.of(ports).map(those -> new Addresses(read, those)));
    }

    private static Names names(String entry) {
        int colon = entry.lastIndexOf(':');
        Optional<NamePattern> pattern = NamePattern.of(colon < 0 ? entry : entry.substring(0, colon));
        if (pattern.isPresent() && colon < 0) {
            throw new IllegalArgumentException(
                    "\"" + entry + "\" names no port; write \"" + entry + ":443\", or \"" + entry + ":*\" for any");
        }
        Optional<Ports> ports = Ports.of(entry.substring(colon + 1));
        boolean number = pattern.map(read -> read.name().matches("[0-9.]+")).orElse(false);
        if (pattern.isEmpty() || ports.isEmpty() || number) {
            throw new IllegalArgumentException("\"" + entry + "\" is no address or name with a port" + HOW);
        }
        return new Names(pattern.get(), ports.get());
    }

    /**
     * Why scripts may not have the host call a server for them, as a text for whoever asked; empty when they may. A name is looked
     * for as such and has whatever address it has, an address as such; which addresses names have does not count.
     *
     * @param host a name, or an address without brackets
     */
    public Optional<String> refusal(String host, int port) {
        boolean listed =
                Block.of(host).map(address -> has(address.first(), port)).orElseGet(() -> hasName(host, port));
        return listed
                ? Optional.empty()
                : Optional.of((host.contains(":") ? "[" + host + "]" : host) + ":" + port
                        + " is not in scripts.network, which lists what scripts may speak to"
                        + " ([scripts] access = \"restricted\" in common.toml)");
    }

    /** Whether nothing is listed. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether an address is listed as such. */
    boolean has(InetAddress address, int port) {
        return blocks.stream()
                .anyMatch(listed -> listed.ports().has(port) && listed.block().has(address));
    }

    /** Whether a host's name is listed, with whatever port. */
    boolean hasName(String host) {
        return names.stream().anyMatch(listed -> listed.pattern().has(host));
    }

    /** Whether a host's name is listed with that port. */
    boolean hasName(String host, int port) {
        return names.stream()
                .anyMatch(listed -> listed.ports().has(port) && listed.pattern().has(host));
    }
}

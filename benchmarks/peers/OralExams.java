import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.*;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendable.BendableScore;
import ai.timefold.solver.core.api.score.stream.*;
import ai.timefold.solver.core.api.solver.*;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;

/**
 * Timefold on the same problem: local search from a plan made by hand.
 *
 * Read on standard input, one record a line, tab separated (see timefold.py); every better plan that breaks
 * no hard constraint is written on standard output.
 */
public class OralExams {
  static int rest;

  public static class Slot {
    String id; int half; String room; String centre; int day; int hour; int start; int end;
    public String getCentre() { return centre; }
    @Override public String toString() { return id; }
  }

  public static class Room {
    String id; String centre; int seats;
    @Override public String toString() { return id; }
  }

  public static class Examiner {
    String code; int most;
    /** Ways to sit, as key and rank of the seat: false holds the seat, true replaces its holder. */
    Map<String, Boolean> ways = new HashMap<>();
    Set<Integer> halves = new HashSet<>();
    Boolean way(String key, int seat) { return ways.get(key + "#" + seat); }
    @Override public String toString() { return code; }
  }

  @PlanningEntity
  public static class Seat {
    @PlanningId public String id;
    Slot slot; int rank;
    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "able") Examiner examiner;
    List<Examiner> able = new ArrayList<>();
    @ValueRangeProvider(id = "able") public List<Examiner> getAble() { return able; }
    public Slot getSlot() { return slot; }
    public Examiner getExaminer() { return examiner; }
    public void setExaminer(Examiner one) { examiner = one; }
    public int getHour() { return slot.hour; }
    public int getDay() { return slot.day; }
    boolean holds(String key) { return examiner != null && examiner.way(key, rank) != null; }
    boolean replaces(String key) { return examiner != null && Boolean.TRUE.equals(examiner.way(key, rank)); }
  }

  @PlanningEntity
  public static class Passage {
    @PlanningId public Integer id;
    String candidate; String key; int lead; int jury; int gap; int reading; boolean alone;
    Set<String> conflicts = new HashSet<>();
    @PlanningVariable(allowsUnassigned = true, valueRangeProviderRefs = "slots") Slot slot;
    @PlanningVariable(valueRangeProviderRefs = "offsets") Integer offset;
    @PlanningVariable(valueRangeProviderRefs = "rooms") Room room;
    List<Slot> slots = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    List<Room> rooms = new ArrayList<>();
    @ValueRangeProvider(id = "slots") public List<Slot> getSlots() { return slots; }
    @ValueRangeProvider(id = "offsets") public List<Integer> getOffsets() { return offsets; }
    @ValueRangeProvider(id = "rooms") public List<Room> getRooms() { return rooms; }
    public Slot getSlot() { return slot; }
    public void setSlot(Slot one) { slot = one; }
    public Integer getOffset() { return offset; }
    public void setOffset(Integer minutes) { offset = minutes; }
    public Room getRoom() { return room; }
    public void setRoom(Room one) { room = one; }
    public String getCandidate() { return candidate; }
    int start() { return slot.start + offset; }
    int begin() { return start() - lead; }
    int end() { return start() + jury; }
    boolean outside() { return begin() < slot.start || end() > slot.end || offset < reading; }
    boolean astray() { return lead > 0 && !room.centre.equals(slot.centre); }
  }

  @PlanningSolution
  public static class Session {
    @PlanningEntityCollectionProperty public List<Passage> passages = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Seat> seats = new ArrayList<>();
    @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = 5) public BendableScore score;
  }

  public static class Rules implements ConstraintProvider {
    static BendableScore hard() { return BendableScore.ofHard(1, 5, 0, 1); }
    static BendableScore soft(int level) { return BendableScore.ofSoft(1, 5, level, 1); }

    @Override public Constraint[] defineConstraints(ConstraintFactory f) {
      return new Constraint[] {
        f.forEach(Passage.class).filter(Passage::outside).penalize(hard()).asConstraint("half-day"),
        f.forEach(Passage.class).filter(Passage::astray).penalize(hard()).asConstraint("centre of room"),
        f.forEachUniquePair(Passage.class, Joiners.equal(Passage::getSlot))
            .filter((a, b) -> !a.key.equals(b.key) || overlap(a, b))
            .penalize(hard()).asConstraint("one candidate at a time, one épreuve"),
        f.forEachUniquePair(Passage.class, Joiners.equal(Passage::getCandidate))
            .filter((a, b) -> !a.slot.centre.equals(b.slot.centre) || noRest(a, b))
            .penalize(hard()).asConstraint("rest"),
        f.forEachIncludingUnassigned(Seat.class)
            .join(Passage.class, Joiners.equal(Seat::getSlot, Passage::getSlot))
            .filter((seat, passage) -> !seat.holds(passage.key))
            .penalize(hard()).asConstraint("seats held by who may"),
        f.forEach(Seat.class)
            .join(Passage.class, Joiners.equal(Seat::getSlot, Passage::getSlot))
            .filter((seat, passage) -> passage.conflicts.contains(seat.examiner.code))
            .penalize(hard()).asConstraint("own candidates"),
        f.forEachUniquePair(Seat.class, Joiners.equal(Seat::getExaminer), Joiners.equal(Seat::getHour))
            .penalize(hard()).asConstraint("one commission at a time"),
        f.forEachUniquePair(Seat.class, Joiners.equal(Seat::getExaminer), Joiners.equal(Seat::getDay))
            .filter((a, b) -> !a.slot.centre.equals(b.slot.centre))
            .penalize(hard()).asConstraint("one centre a day"),
        f.forEach(Seat.class).groupBy(Seat::getExaminer, ConstraintCollectors.count())
            .filter((examiner, count) -> count > examiner.most)
            .penalize(hard(), (examiner, count) -> count - examiner.most).asConstraint("most half-days"),
        f.forEach(Passage.class).filter(one -> one.lead > 0)
            .join(Passage.class, Joiners.equal(Passage::getRoom))
            .filter((a, b) -> b.lead > 0 && b.begin() <= a.begin() && a.begin() < b.start())
            .groupBy((a, b) -> a, ConstraintCollectors.sum((a, b) -> a != b && b.alone ? 1000 : 1))
            .filter((one, taken) -> taken > (one.alone ? 1 : one.room.seats))
            .penalize(hard()).asConstraint("preparation seats"),
        f.forEachIncludingUnassigned(Passage.class).filter(one -> one.slot == null)
            .penalize(soft(0)).asConstraint("unplaced"),
        f.forEach(Seat.class)
            .ifExists(Passage.class, Joiners.equal(Seat::getSlot, Passage::getSlot),
                Joiners.filtering((seat, passage) -> seat.replaces(passage.key)))
            .penalize(soft(1)).asConstraint("replacements"),
        f.forEach(Passage.class).groupBy(Passage::getSlot).penalize(soft(2)).asConstraint("half-days"),
        f.forEachUniquePair(Passage.class, Joiners.equal(Passage::getCandidate))
            .filter((a, b) -> a.slot.day != b.slot.day)
            .penalize(soft(3)).asConstraint("extra days"),
        f.forEachUniquePair(Passage.class, Joiners.equal(Passage::getCandidate))
            .filter((a, b) -> a.slot.day == b.slot.day)
            .penalize(soft(4), (a, b) -> waiting(a, b)).asConstraint("waiting"),
      };
    }

    static boolean overlap(Passage a, Passage b) {
      return a.start() < b.end() + a.gap && b.start() < a.end() + a.gap;
    }

    static boolean noRest(Passage a, Passage b) {
      return a.begin() < b.end() + rest && b.begin() < a.end() + rest;
    }

    static int waiting(Passage a, Passage b) {
      return Math.max(0, Math.max(a.begin() - b.end(), b.begin() - a.end()) - rest);
    }
  }

  static Session read(BufferedReader in) throws IOException {
    Session session = new Session();
    Map<String, Slot> slots = new LinkedHashMap<>();
    Map<String, Room> rooms = new LinkedHashMap<>();
    Map<String, Examiner> examiners = new LinkedHashMap<>();
    Map<Integer, Passage> passages = new LinkedHashMap<>();
    Map<String, Seat> seats = new LinkedHashMap<>();
    for (String line = in.readLine(); line != null && !line.equals("END"); line = in.readLine()) {
      String[] c = line.split("\t", -1);
      switch (c[0]) {
        case "REST" -> rest = Integer.parseInt(c[1]);
        case "SLOT" -> slots.put(c[1], slot(c));
        case "ROOM" -> rooms.put(c[1], room(c));
        case "EXAMINER" -> examiners.put(c[1], examiner(c));
        case "SEAT" -> seats.put(c[1], seat(c, slots, examiners));
        case "PASSAGE" -> passages.put(Integer.parseInt(c[1]), passage(c, slots, rooms));
        case "SITS" -> seats.get(c[1]).examiner = examiners.get(c[2]);
        case "HEARD" -> {
          Passage one = passages.get(Integer.parseInt(c[1]));
          one.slot = slots.get(c[2]);
          one.offset = Integer.parseInt(c[3]);
          if (!c[4].isEmpty()) one.room = rooms.get(c[4]);
        }
        default -> throw new IllegalArgumentException(line);
      }
    }
    session.passages.addAll(passages.values());
    session.seats.addAll(seats.values());
    return session;
  }

  static Slot slot(String[] c) {
    Slot one = new Slot();
    one.id = c[1]; one.half = Integer.parseInt(c[2]); one.room = c[3]; one.centre = c[4];
    one.day = Integer.parseInt(c[5]); one.hour = Integer.parseInt(c[6]);
    one.start = Integer.parseInt(c[7]); one.end = Integer.parseInt(c[8]);
    return one;
  }

  static Room room(String[] c) {
    Room one = new Room();
    one.id = c[1]; one.centre = c[2]; one.seats = Integer.parseInt(c[3]);
    return one;
  }

  static Examiner examiner(String[] c) {
    Examiner one = new Examiner();
    one.code = c[1]; one.most = Integer.parseInt(c[2]);
    for (String way : c[3].split(" ")) {
      if (!way.isEmpty()) one.ways.put(way.substring(1), way.charAt(0) == '+');
    }
    for (String half : c[4].split(" ")) if (!half.isEmpty()) one.halves.add(Integer.parseInt(half));
    return one;
  }

  static Seat seat(String[] c, Map<String, Slot> slots, Map<String, Examiner> examiners) {
    Seat one = new Seat();
    one.id = c[1]; one.slot = slots.get(c[2]); one.rank = Integer.parseInt(c[3]);
    for (Examiner who : examiners.values()) {
      boolean knows = who.ways.keySet().stream().anyMatch(way -> way.endsWith("#" + one.rank));
      if (knows && who.halves.contains(one.slot.half)) one.able.add(who);
    }
    return one;
  }

  static Passage passage(String[] c, Map<String, Slot> slots, Map<String, Room> rooms) {
    Passage one = new Passage();
    one.id = Integer.parseInt(c[1]); one.candidate = c[2]; one.key = c[3];
    one.lead = Integer.parseInt(c[4]); one.jury = Integer.parseInt(c[5]); one.gap = Integer.parseInt(c[6]);
    one.reading = Integer.parseInt(c[7]); one.alone = c[8].equals("1");
    one.conflicts.addAll(List.of(c[9].split(" ")));
    for (String id : c[10].split(" ")) if (!id.isEmpty()) one.slots.add(slots.get(id));
    for (String id : c[11].split(" ")) if (!id.isEmpty()) one.rooms.add(rooms.get(id));
    int grid = Integer.parseInt(c[12]);
    int longest = Integer.parseInt(c[13]);
    int first = Math.max(one.lead, one.reading);
    for (int at = (first + grid - 1) / grid * grid; at + one.jury <= longest; at += grid) one.offsets.add(at);
    one.offset = one.offsets.get(0);
    if (one.rooms.isEmpty()) { Room none = new Room(); none.id = ""; none.centre = ""; none.seats = 1; one.rooms.add(none); }
    one.room = one.rooms.get(0);
    return one;
  }

  static void write(Session session, long millis) {
    StringBuilder out = new StringBuilder("TABLE\t" + millis + "\n");
    for (Passage one : session.passages) {
      if (one.slot == null) continue;
      String room = one.lead > 0 ? one.room.id : "";
      out.append("HEARD\t").append(one.id).append('\t').append(one.slot.id).append('\t')
          .append(one.offset).append('\t').append(room).append('\n');
    }
    for (Seat one : session.seats) {
      if (one.examiner != null) out.append("SITS\t").append(one.id).append('\t').append(one.examiner.code).append('\n');
    }
    System.out.print(out.append("DONE\n"));
    System.out.flush();
  }

  public static void main(String[] args) throws IOException {
    long begun = System.currentTimeMillis();
    Session first = read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    SolverConfig config = SolverConfig.createFromXmlFile(new File(args[0]))
        .withTerminationSpentLimit(Duration.ofMillis((long) (1000 * Double.parseDouble(args[1]))));
    Solver<Session> solver = SolverFactory.<Session>create(config).buildSolver();
    long[] last = {0};
    solver.addEventListener(event -> {
      long now = System.currentTimeMillis() - begun;
      if (event.getNewBestScore().isFeasible() && now - last[0] > 500) {
        last[0] = now;
        write(event.getNewBestSolution(), now);
      }
    });
    Session best = solver.solve(first);
    System.err.println(best.score);
    if (best.score.isFeasible()) write(best, System.currentTimeMillis() - begun);
  }
}

"""Fixtures of labels over and beside figures: what they leave open, contradict, or set aside."""

from faults_maker.fixture import file
from faults_maker.formats import csv

file("label-unknown", "csv", csv("""
"EH04 Neglect, quarter 2 2026/27",
Kind,Number
Red,310
Blue,12
"""), ["A3:B3 label-unknown", "A4:B4 label-unknown"])
file("labels-contradict", "csv", csv("""
Quarter 2 2026/27,,
Area,Area code,FD03 Referrals
Basildon,E07000066,50
Harlow,E07000074,7
"""), ["C4 labels-contradict"])
file("figures-set-aside", "csv", csv("""
Quarter 2 2026/27,,
indicator,value,example
FD01,310,100
FD03,210,50
"""), ["C2:C4 figures-set-aside"])
file("note-on-figures", "csv", csv("""
Quarter 2 2026/27,
indicator,value
FD01,310
FD03,210

September figures not available at the time of this return,
"""), ["A6 note-on-figures"])
file("words-not-read", "csv", csv("""
Return of quarter 2 2026/27,
Measure,Quarter 2 processed
FD01 Contacts,310
FD03 Referrals,210
"""), ["B2:B4 words-not-read"])
file("part-unclear", "csv", csv("""
Quarter 2 2026/27,
1. Joint assessments (HO02),
Joint assessments held within 10 working days,8
Young people presenting,10
"""), ["A3:B4 area-assumed", "B3 part-unclear"], agency="colchester-council")
file("row-shifted", "csv", csv("""
Quarter 2 2026/27,,,
indicator,area,value,
FD03,Basildon,50,
FD03,Harlow,40,
FD03,Maldon,,7
"""), ["D5 row-shifted"])
file("area-assumed", "csv", csv("""
Colchester City Council,
Return of quarter 2 2026/27,
indicator,value
HO01,4
HO03,2
"""), ["A1:B5 area-assumed"], agency="colchester-council")
